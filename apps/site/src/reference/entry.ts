/** What the pages of the reference show: docstrings and types, read and set when the site is built. */

/** Markdown and formulas of a docstring as finished HTML. */
export type Html = string;

/** One `@param`, or one field of a type. */
export interface Parameter {
  name: string;
  /** As TypeScript. */
  type: string;
  optional: boolean;
  text: Html;
}

/** What comes back, or what is thrown. */
export interface Outcome {
  /** As TypeScript; the class's name for an error. */
  type: string;
  text: Html;
}

export interface Example {
  /** Unique on its page: an edit is kept under it. */
  name: string;
  /** Complete: with the imports that the docstring leaves out. */
  code: string;
  /** Whether the page can run it; else it needs Node or a library that the lab does not offer. */
  live: boolean;
}

/** What has a docstring. */
export interface Documented {
  /** The anchor on its page. */
  id: string;
  /** As a reader writes it, such as `layers.dense`. */
  name: string;
  /** Signature or declaration, as TypeScript. */
  code: string;
  text: Html;
  parameters: Parameter[];
  returns: Outcome | null;
  throws: Outcome[];
  examples: Example[];
  see: Html[];
}

/** What an operation's record knows. */
export interface OperationFacts {
  /** Set, or null where the docstring already shows the same formula. */
  formula: Html | null;
  inputs: { name: string; accepts: string }[];
  options: { name: string; kind: string; fallback: string | null }[];
  /** Null for operations made of others, which do not say. */
  broadcasts: boolean | null;
  /** Whether gradients flow through it. */
  differentiable: boolean;
  source: string;
}

/** A link to another entry. */
export interface Mention {
  name: string;
  href: string;
}

export type Kind = 'operation' | 'function' | 'class' | 'constant' | 'type';

/** One public symbol. */
export interface Entry extends Documented {
  kind: Kind;
  /** The docstring's first sentence, without markup. */
  summary: string;
  /** Where it is imported from, such as `@backprop/core`. */
  specifier: string;
  /** Other names under which the same thing is exported. */
  aliases: string[];
  /** The file that defines it, from the repository's root. */
  file: string;
  operation: OperationFacts | null;
  /** Public properties and methods. */
  members: Documented[];
  /** Public types and functions that `code` names, elsewhere in the reference. */
  mentions: Mention[];
}

/** One page. */
export interface Group {
  /** `core/arithmetic`: the page's address under `/reference/`. */
  path: string;
  title: string;
  /** What the page is about. */
  about: string;
  entries: Entry[];
}

/** A line of the overview. */
export type Summary = Pick<Entry, 'id' | 'name' | 'kind' | 'summary'>;

/** A page as the overview lists it. */
export interface GroupSummary extends Omit<Group, 'entries'> {
  entries: Summary[];
}

/** What a page is given. */
export interface GroupContent {
  group: Group;
  /** The pages before and after. */
  neighbours: (Pick<Group, 'path' | 'title'> | null)[];
}
