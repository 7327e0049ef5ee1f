import {brotliCompressSync as b, constants as c} from 'node:zlib'; import {readFileSync as r} from 'node:fs';
const q=(x,l=5)=>b(x,{params:{[c.BROTLI_PARAM_QUALITY]:l}}).length; const d='/tmp/side-site/target/site-preview/';
const css=r(d+'site.css'); console.log('css raw',css.length,'br11',q(css,11));
for(const n of ['home','pickup-waiting','pickup-here','pickup-several','demo-bank']) for (const l of ['en','ru']) {const h=r(d+n+'.'+l+'.html'); console.log(n,l,h.length,q(h,4));}
console.log('favicon',q(r('/work/main/public/favicon.svg'),11),'site.js',q(r('/work/main/public/site.js'),11));
