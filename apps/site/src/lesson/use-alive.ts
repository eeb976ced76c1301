import { startTransition, useEffect, useState } from 'react';

/**
 * Whether the page answers yet. What the build has drawn can be seen, and pressed, before its code
 * has arrived; a button that does nothing then says so by being disabled.
 */
export function useAlive(): boolean {
  const [alive, setAlive] = useState(false);
  useEffect(() => startTransition(() => setAlive(true)), []);
  return alive;
}
