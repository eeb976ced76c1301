import type { DType } from '../tensor/dtype.js';
import type { Tensor } from '../tensor/tensor.js';

/** The same numbers in a type; the tensor itself if it has that type already. */
export const inDtype = (x: Tensor, dtype: DType): Tensor => (x.dtype === dtype ? x : x.cast(dtype));
