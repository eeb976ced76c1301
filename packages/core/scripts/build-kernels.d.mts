/** The text of src/tape/wasm/modules.ts. */
export function buildModules(): string;

/** The text of assembly/codes.ts, from src/tape/wasm/codes.ts. */
export function buildCodes(): string;
