import { arch, cpus, loadavg, platform } from 'node:os';

/** Where and when it was measured: a figure without this means nothing. */
export interface Machine {
  runtime: string;
  processor: string;
  cores: number;
  system: string;
  date: string;
  /** Processes that wanted to run in the last minute: well above 0 before the start is a bad sign. */
  load: number;
}

export function thisMachine(runtime: string): Machine {
  return {
    runtime,
    processor: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    system: `${platform()} ${arch()}`,
    date: new Date().toISOString().slice(0, 10),
    load: loadavg()[0] ?? 0,
  };
}

export function describeMachine({
  runtime,
  processor,
  cores,
  system,
  date,
  load,
}: Machine): string {
  const busy = load > cores / 2 ? `; the machine was busy (load ${load.toFixed(1)})` : '';
  return `${runtime}, ${processor}, ${cores} cores, ${system}, ${date}${busy}`;
}
