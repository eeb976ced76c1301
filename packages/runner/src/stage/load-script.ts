import { ErrorType } from '../intrinsics.js';

const { createObjectURL, revokeObjectURL } = URL;

/** A script that the browser would not load. */
class ScriptError extends ErrorType {
  override readonly name = 'ScriptError';
}

/** Runs a blob as a script of the document. It has run when this resolves. */
export async function loadScript(script: Blob): Promise<void> {
  const element = document.createElement('script');
  const url = createObjectURL(script);
  element.src = url;
  try {
    await new Promise<void>((resolve, reject) => {
      element.onload = () => resolve();
      element.onerror = () =>
        reject(new ScriptError('load: expected a script, received what the browser refuses'));
      document.head.append(element);
    });
  } finally {
    element.remove();
    revokeObjectURL(url);
  }
}
