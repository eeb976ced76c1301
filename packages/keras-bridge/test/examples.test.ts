import { describe, expect, it } from 'vitest';
import { docstringExamples, readmeExamples, runExample } from './run-examples.js';

describe('the documentation', () => {
  const examples = [...docstringExamples(), ...readmeExamples()];
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(15);
  });
  for (const example of examples) {
    it(`says what is true: ${example.title}`, () => runExample(example));
  }
  it('would be caught if it did not', async () => {
    const wrong = { title: 'wrong', code: 'ulpsBetween(1, 1) //=> 1' };
    await expect(runExample(wrong)).rejects.toThrow('to deeply equal');
  });
});
