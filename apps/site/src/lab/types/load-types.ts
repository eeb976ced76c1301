import type { Extension } from '@codemirror/state';
import { editorTypes } from './editor-types';
import { pageTypes } from './page-types';

/** The type service's part of an editor; nothing when the page's service has failed before. */
export function loadTypes(file: string): Extension {
  const types = pageTypes();
  return types.usable ? editorTypes(types, file) : [];
}
