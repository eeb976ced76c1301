/** A script as the text of an HTML element: nothing in it ends the element or begins a comment. */
export function inlineScript(script: string): string {
  // Within JavaScript, `<\/script` means the same and ends no element.
  return script.replace(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}
