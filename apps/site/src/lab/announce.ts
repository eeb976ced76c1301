/** One polite voice for the whole page: a status region that speaks when something has ended. */

const ID = 'lab-status';

/** Make the region early: a screen reader only hears changes of a region that it knows. */
export function prepareAnnouncer() {
  if (document.getElementById(ID)) return;
  const region = document.createElement('div');
  region.id = ID;
  region.setAttribute('role', 'status');
  region.style.cssText =
    'position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap';
  document.body.append(region);
}

/** Say something once. The same words twice in a row are said twice. */
export function announce(text: string) {
  prepareAnnouncer();
  const region = document.getElementById(ID)!;
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
