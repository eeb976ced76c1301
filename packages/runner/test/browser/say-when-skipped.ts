/** A skipped suite looks like a passed one, so it says what is missing. */
export default function sayWhenSkipped(): void {
  if (process.env.BACKPROP_BROWSER) return;
  console.warn(
    '\nSKIPPED: the tests in a real browser. Set BACKPROP_BROWSER to the path of a Chromium, ' +
      'for instance BACKPROP_BROWSER=/usr/bin/chromium.\n',
  );
}
