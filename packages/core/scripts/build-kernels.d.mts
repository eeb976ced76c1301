/** The text of src/tape/wasm/modules.ts. */
export function buildModules(): string;
