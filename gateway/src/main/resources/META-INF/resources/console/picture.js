// A graphical console (RFB) in noVNC.

import RFB from './lib/novnc/core/rfb.js';

/** Draws the screen of a socket into a box. Returns what closes both. */
export function open(box, socket, leave) {
  const rfb = new RFB(box, socket, { shared: true });
  rfb.scaleViewport = true;
  rfb.focusOnClick = true;
  const keys = event => {
    if (event.key === 'Escape' && event.shiftKey) {
      event.stopPropagation();
      event.preventDefault();
      leave();
    }
  };
  box.addEventListener('keydown', keys, true);
  return () => {
    box.removeEventListener('keydown', keys, true);
    rfb.disconnect();
  };
}
