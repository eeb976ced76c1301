import { fork, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { multiplyAddPeak } from './products/peak.js';
import type { Effort, SectionResult } from './sections.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));
const RELAXED = '--experimental-wasm-relaxed-simd';

/** What a worker is asked to do. */
export interface Request {
  section: string;
  effort: Effort;
}

/**
 * The flag that older Node.js needs for relaxed SIMD, which browsers have without; none where it
 * is on already or unknown.
 */
export function relaxedFlag(): string[] {
  if (multiplyAddPeak(true) !== null) return [];
  const { status } = spawnSync(process.execPath, [RELAXED, '--eval', '']);
  return status === 0 ? [RELAXED] : [];
}

/** Run one section in a fresh process, so that nothing is left over from another. */
export function runInProcess(request: Request, flags: readonly string[]): Promise<SectionResult> {
  const child = fork(WORKER, { execArgv: [...flags], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr!.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  return new Promise((resolve, reject) => {
    let result: SectionResult | null = null;
    child.on('message', (message) => {
      result = message as SectionResult;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (result !== null) resolve(result);
      else
        reject(
          new Error(
            `${request.section}: the process ended with ${code ?? signal}: ${complaint.trim()}`,
          ),
        );
    });
    child.send(request);
  });
}
