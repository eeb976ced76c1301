/** No page has this; see plugins/light-pages.ts. */
export default function LeftOut(): null {
  return null;
}
