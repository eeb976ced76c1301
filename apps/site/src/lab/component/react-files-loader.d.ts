/** React's scripts by what imports them. */
declare module '!!./react-files-loader.cjs!*' {
  const libraries: import('@backprop/runner/browser').LibrarySources;
  export default libraries;
}
