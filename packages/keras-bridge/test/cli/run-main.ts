import { main } from '../../src/cli/main.js';

/** The command line in the folder `cwd`: what it prints, and the code that it ends with. */
export async function runMain(cwd: string, args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await main([...args], {
    cwd,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { code, out: out.join(''), err: err.join('') };
}
