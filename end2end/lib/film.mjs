// What Chromium's false camera films: a telephone with a QR on it, held before a kiosk. The camera, its pictures and all that
// reads them are the browser's and ours; only what stands before the lens is made up.

import { writeFile } from 'node:fs/promises';

const [WIDTH, HEIGHT] = [640, 480];
/** How large a QR with its margin is held: so a telephone looks from a hand's breadth away. */
const SIDE = 300;
/** The hall behind it, as brightness. */
const HALL = 90;

/**
 * Films a picture of a QR, or nothing.
 * @param {string} file where to; `.y4m`
 * @param {{ pixels: Uint8ClampedArray, width: number, height: number }} [picture]
 */
export async function film(file, picture) {
  const light = Buffer.alloc(WIDTH * HEIGHT, video(HALL));
  if (picture) {
    for (let y = 0; y < SIDE; y += 1) {
      for (let x = 0; x < SIDE; x += 1) {
        const [column, row] = [Math.floor((x * picture.width) / SIDE), Math.floor((y * picture.height) / SIDE)];
        const at = 4 * (row * picture.width + column);
        const bright = (picture.pixels[at] + picture.pixels[at + 1] + picture.pixels[at + 2]) / 3;
        light[(y + (HEIGHT - SIDE) / 2) * WIDTH + x + (WIDTH - SIDE) / 2] = video(bright);
      }
    }
  }
  const frame = [Buffer.from('FRAME\n'), light, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)];
  // The camera begins anew at the end.
  const frames = Array.from({ length: 5 }, () => frame).flat();
  await writeFile(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...frames]));
}

/** The flags of a browser whose camera sees that film, and may be used. */
export function filming(file) {
  return ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${file}`];
}

/** Brightness as cameras write it: black is 16, white 235. */
function video(bright) {
  return Math.round(16 + (bright * 219) / 255);
}
