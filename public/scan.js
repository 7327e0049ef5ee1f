// Looks for a QR in what a kiosk's camera sees, beside the page, so that the page stays quick. `kiosk.js` starts it when somebody
// wants to scan and the browser has no reader of its own, and ends it together with the camera.
// A picture is looked at and gone: none is kept, and only what a QR says goes back to the page.

import load, { read } from '/assets/scan.js';

// Enough for a telephone at arm's length, and quick to look through.
const WIDEST = 640;

const canvas = new OffscreenCanvas(1, 1);
const pen = canvas.getContext('2d', { willReadFrequently: true });
const loaded = load();

const look = (picture) => {
  const scale = Math.min(1, WIDEST / picture.width);
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  pen.imageSmoothingQuality = 'medium';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const { data, width } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return read(data, width);
};

addEventListener('message', async ({ data: picture }) => {
  let answer;
  try {
    await loaded;
    answer = { text: look(picture) };
  } catch {
    // Who broke once may be broken inside: the page begins with another one.
    answer = { broken: true };
  }
  picture.close();
  // Empties it.
  canvas.width = 1;
  postMessage(answer);
});
