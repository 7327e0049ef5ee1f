// Pictures to be sent: small ones, with a word of the camera in them.

import { deflateSync } from 'node:zlib';

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(kind, inside) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), inside]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(inside.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** A square PNG: one colour with a lighter ring, and a word of the camera about the place where it was taken. */
export function picture({ side = 64, colour = [120, 82, 45] } = {}) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const lines = [];
  for (let y = 0; y < side; y += 1) {
    const line = [0];
    for (let x = 0; x < side; x += 1) {
      const far = Math.hypot(x - side / 2, y - side / 2) / side;
      const light = far > 0.2 && far < 0.32 ? 90 : 0;
      line.push(...colour.map((part) => Math.min(255, part + light)));
    }
    lines.push(Buffer.from(line));
  }
  const sign = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  return Buffer.concat([sign, chunk('IHDR', head), chunk('tEXt', Buffer.from('GPS 44.42')), chunk('IDAT', deflateSync(Buffer.concat(lines))), chunk('IEND', Buffer.alloc(0))]);
}

/** As a file for an input. */
export const photo = (options) => ({ name: 'photo.png', mimeType: 'image/png', buffer: picture(options) });

/** A file that is no picture, whatever it says. */
export const NO_PICTURE = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('<svg onload=alert(1)>') };

/** Whether a picture is really drawn in the page, this many points wide. */
export const drawn = (image, side = 64) => image.evaluate((one, wide) => one.decode().then(() => one.naturalWidth === wide), side);
