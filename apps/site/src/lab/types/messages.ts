import type { TypeCompletions, TypeInfo, TypeProblem } from './type-service';

/** What the page asks of the worker. Every question carries the text that it is about. */
export type TypeQuestion = { file: string; text: string } & (
  | { ask: 'check' }
  | { ask: 'info'; at: number }
  | { ask: 'complete'; at: number }
  | { ask: 'describe'; at: number; name: string }
);

/** What comes back to each. */
export interface TypeAnswers {
  check: TypeProblem[];
  info: TypeInfo | null;
  complete: TypeCompletions | null;
  describe: { type: string; documentation: string };
}

export interface TypeRequest {
  id: number;
  question: TypeQuestion;
}

/** `answer` is absent when the service could not answer this one question. */
export interface TypeReply {
  id: number;
  answer?: TypeAnswers[keyof TypeAnswers];
}
