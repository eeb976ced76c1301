// What comes from outside: pinned actions, exact versions, a lockfile that names no other source.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles } from './source-files.mjs';

const EXACT = /^(\d+\.\d+\.\d+(-[\w.]+)?|workspace:\*|catalog:)$/;

/** Complaints about one workflow's text. */
export function judgeWorkflow(path, text) {
  const complaints = [];
  if (/pull_request_target/.test(text)) complaints.push(`${path}: uses pull_request_target`);
  if (!/^permissions:\n {2}contents: read$/m.test(text)) {
    complaints.push(`${path}: expected top-level "permissions: contents: read"`);
  }
  for (const [, action] of text.matchAll(/uses:\s*(\S+)/g)) {
    if (!action.startsWith('./') && !/@[0-9a-f]{40}$/.test(action)) {
      complaints.push(`${path}: ${action} is not pinned to a commit`);
    }
  }
  return complaints;
}

/** Complaints about the versions in one package.json. */
export function judgeManifest(path, manifest) {
  return ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap(
    (kind) =>
      Object.entries(manifest[kind] ?? {})
        .filter(([, version]) => !EXACT.test(version))
        .map(([name, version]) => `${path}: ${kind} ${name} "${version}" is not an exact version`),
  );
}

/** Complaints about the lockfile: every package must come from the registry by its integrity. */
export function judgeLockfile(text) {
  return [...text.matchAll(/^.*[{,\s](?:tarball|repo|gitHosted):.*$/gm)].map(
    ([line]) => `pnpm-lock.yaml: a package from elsewhere than the registry: ${line.trim()}`,
  );
}

export function checkSupply(root, files = listFiles(root)) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  return [
    ...files
      .filter((path) => path.startsWith('.github/workflows/'))
      .flatMap((path) => judgeWorkflow(path, read(path))),
    ...files
      .filter((path) => /(^|\/)package\.json$/.test(path) && !path.includes('fixtures/'))
      .flatMap((path) => judgeManifest(path, JSON.parse(read(path)))),
    ...judgeLockfile(read('pnpm-lock.yaml')),
  ];
}
