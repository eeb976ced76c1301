// Runs before anything is installed, so it is written for any Node version.
var wanted = [20, 19];
var found = process.versions.node.split('.').map(Number);
if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'Node.js ' +
      wanted.join('.') +
      ' or newer is needed, but this is ' +
      process.version +
      ' (' +
      process.execPath +
      ').\nInstall it from https://nodejs.org, or run "nvm install 20", and try again.',
  );
  process.exit(1);
}
