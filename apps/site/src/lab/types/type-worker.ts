// The worker of the type service: the compiler, the declarations, and answers by message.

import known from 'known-types';
import ts from 'typescript';
import type { TypeQuestion, TypeReply, TypeRequest } from './messages';
import { createTypeService } from './type-service';

const service = createTypeService(ts, known);

function answer(question: TypeQuestion): TypeReply['answer'] {
  const { file, text } = question;
  switch (question.ask) {
    case 'check':
      return service.check(file, text);
    case 'info':
      return service.info(file, text, question.at);
    case 'complete':
      return service.complete(file, text, question.at);
    case 'describe':
      return service.describe(file, text, question.at, question.name);
  }
}

self.addEventListener('message', ({ data }: MessageEvent<TypeRequest>) => {
  const { id, question } = data;
  let reply: TypeReply = { id };
  try {
    reply = { id, answer: answer(question) };
  } catch (error) {
    // The compiler failed on this text; the next one may do. The page goes on without an answer.
    console.warn(`types: expected an answer to “${question.ask}”, received ${String(error)}`);
  }
  self.postMessage(reply);
});
