import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FrameLink } from '../../src/browser/frame-link.js';

/** One end of a channel: what is sent arrives at once. */
class Port {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  other!: Port;
  postMessage(data: unknown) {
    this.other.onmessage?.({ data });
  }
  close() {}
}

class Channel {
  readonly port1 = new Port();
  readonly port2 = new Port();
  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/** A frame that answers each question as long as it is alive. */
function connectedFrame() {
  const frame = { alive: true };
  const element = {
    setAttribute: () => {},
    remove: () => {},
    addEventListener: (_: string, load: () => void) => setTimeout(load, 1),
    contentWindow: {
      postMessage: (_: unknown, __: string, [port]: [Port]) => {
        port.onmessage = ({ data }) => {
          if (frame.alive && (data as { do: string }).do === 'ping') {
            port.postMessage({ say: 'pong' });
          }
        };
        port.postMessage({ say: 'connected' });
      },
    },
  };
  const document = { hidden: false, createElement: () => element };
  const parent = { ownerDocument: document, append: () => {} } as unknown as Element;
  const lost = vi.fn();
  const link = new FrameLink(
    { url: '/frame.html', parent, title: 'Frame', seen: false, patience: 5000 },
    { heard: () => {}, lost },
  );
  vi.advanceTimersByTime(10);
  return { frame, link, lost };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('MessageChannel', Channel);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a frame', () => {
  it('is not given up after a night in a closed laptop or a clock that was put forward', () => {
    const { frame, lost, link } = connectedFrame();
    vi.advanceTimersByTime(3000);
    // It slept as well, so its answer comes after the question.
    frame.alive = false;
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(1000);
    frame.alive = true;
    vi.advanceTimersByTime(60_000);
    expect(lost).not.toHaveBeenCalled();
    link.remove();
  });

  it('that does not answer is given up, also when the clock was put back', () => {
    const { frame, lost } = connectedFrame();
    vi.advanceTimersByTime(3000);
    vi.setSystemTime(Date.now() - 3_600_000);
    frame.alive = false;
    vi.advanceTimersByTime(4500);
    expect(lost).not.toHaveBeenCalled();
    vi.advanceTimersByTime(3500);
    expect(lost).toHaveBeenCalledWith('The frame that runs code stopped answering', true);
  });
});
