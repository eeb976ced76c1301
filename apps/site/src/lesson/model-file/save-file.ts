/** Has the browser save a file. */
export function saveFile(name: string, content: string | Uint8Array): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content as BlobPart]));
  link.download = name;
  link.click();
  // The browser takes the file over after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
