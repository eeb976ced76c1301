/** What the plugin wrote for the page, see index.ts. */
declare module '@generated/live-lab/default/storage.json' {
  /** Of the database that keeps edits. */
  export const name: string;
}

declare module '@generated/live-lab/default/errors.json' {
  /** Where an operation is looked up: an address that its name completes, or nothing. */
  export const lookUp: string;
}

declare module '@generated/live-lab/default/notebook.json' {
  /** Markdown: where a notebook must lie. */
  export const where: string;
}
