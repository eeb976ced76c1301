/** The worker's address on the site. */
declare module '*?address' {
  const url: string;
  export default url;
}

/** What `gatherTypeFiles` found when the site was built. */
declare module 'known-types' {
  const known: import('./type-files').TypeFiles;
  export default known;
}
