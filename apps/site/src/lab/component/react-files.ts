import libraries from '!!./react-files-loader.cjs!./page-colours';

/** The scripts of React, for the runner. */
export const REACT_FILES = libraries;
