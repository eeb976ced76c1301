import { compareParameter } from './compare.js';
import type { EngineLayer, EngineTensor, Rows, Side } from './engine.js';
import type { ParameterRow } from './rows.js';

/** The outputs of all layers for a batch, in a pass that is not part of training. */
function outputs(side: Side, x: Rows): { layer: EngineLayer; shape: number[]; values: number[] }[] {
  let value = side.tensor(x);
  const made = side.model.layers.map((layer) => {
    const next = layer.apply(value) as EngineTensor;
    value.dispose();
    value = next;
    return { layer, shape: [...next.shape], values: Array.from(next.dataSync()) };
  });
  value.dispose();
  return made;
}

/** What each layer makes of a batch on both engines. */
export function compareActivations(core: Side, tfjs: Side, x: Rows): ParameterRow[] {
  const twins = outputs(tfjs, x);
  return outputs(core, x).map(({ layer, shape, values }, i) =>
    compareParameter(
      { layer: layer.name, name: 'output', shape, values },
      twins[i] as { values: number[] },
    ),
  );
}
