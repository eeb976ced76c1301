import type { ReactNode } from 'react';
import { renderToReadableStream } from 'react-dom/server';

/**
 * The HTML that the build would write: waits for what is loaded late.
 *
 * @throws the first error of any component, as the build does
 */
export async function render(element: ReactNode): Promise<string> {
  const errors: unknown[] = [];
  const stream = await renderToReadableStream(element, {
    onError: (error) => void errors.push(error),
  });
  await stream.allReady;
  if (errors.length > 0) throw errors[0];
  return new Response(stream).text();
}
