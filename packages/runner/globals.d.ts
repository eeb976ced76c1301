/**
 * What a program finds beside JavaScript's own globals. Nothing here exists in a plain Node
 * project, except `console`; a program that should run there too keeps to imports and `//=>`.
 */

/** In a namespace, so that a program's own `Input` stays its own. */
declare namespace Lab {
  /** Shows a value, or a picture made from plain data. */
  interface Display {
    /**
     * Shows `value`, a `Value` with its graph; with a `key`, in the place of what had the same key
     * before.
     */
    (value: unknown, options?: DisplayOptions & { type?: DisplayType }): void;
    /** A list of rows, an object of columns, or a tensor. */
    table(rows: unknown, options?: DisplayOptions): void;
    /** A description of a plot: `{ marks: [{ type: 'line', data, x, y }], … }`. */
    plot(spec: { marks: readonly unknown[] }, options?: DisplayOptions): void;
    /** Numbers with a heat map. */
    tensor(tensor: unknown, options?: DisplayOptions): void;
    /** A formula. */
    latex(formula: string, options?: DisplayOptions): void;
    /** What `fit` returns, or an object of curves. */
    history(history: unknown, options?: DisplayOptions): void;
    graph(
      graph: { nodes: readonly unknown[]; edges: readonly unknown[] },
      options?: DisplayOptions,
    ): void;
  }

  type DisplayType = 'table' | 'plot' | 'tensor' | 'latex' | 'history' | 'graph';

  interface DisplayOptions {
    /** A later display with the same key takes the place of this one. */
    key?: string;
    /** What is read out, and what stands above the picture. */
    title?: string;
  }

  /** Controls that run the program again; each call gives the reader's present setting. */
  interface Input {
    /** `step` is a hundredth of the range unless given. */
    slider(
      name: string,
      range: { min?: number; max?: number; step?: number; value?: number },
    ): number;
    select(
      name: string,
      options: readonly string[] | { options: readonly string[]; value?: string },
    ): string;
    toggle(name: string, options?: boolean | { value?: boolean }): boolean;
  }
}

declare const display: Lab.Display;
declare const input: Lab.Input;

/** Says how far a long computation is; a program that says so may go on past its deadline. */
declare function progress(done: number, total?: number | null, label?: string): void;
