import { type Connect, FRAME_VERSION } from './messages.js';

/** A frame serves only the page of its own site that embeds it, and only from a sandbox. */
function isFromOurPage(event: MessageEvent): boolean {
  return (
    self.origin === 'null' &&
    parent !== window &&
    event.source === parent &&
    event.origin === location.origin
  );
}

/** Waits for the page's one handshake; all that follows goes through the private port. */
export function awaitPage(connected: (port: MessagePort) => void): void {
  addEventListener('message', function connect(event: MessageEvent<Partial<Connect> | null>) {
    const { data, ports } = event;
    if (!isFromOurPage(event) || data?.backprop !== 'connect' || !ports[0]) return;
    // A page that wants another must load another frame.
    removeEventListener('message', connect);
    if (data.version === FRAME_VERSION) connected(ports[0]);
  });
}
