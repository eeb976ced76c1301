// What runs in the browser: the same sections, with wall-clock time.
import { inJavaScript } from '../contestants/in-javascript.js';
import { type Effort, runSection, type SectionResult } from '../sections.js';

declare global {
  interface Window {
    runSection(section: string, effort: Effort): Promise<SectionResult>;
  }
}

window.runSection = (section, effort) =>
  runSection(section, effort, {
    contestants: inJavaScript('/wasm/'),
    clock: () => performance.now() * 1000,
  });
