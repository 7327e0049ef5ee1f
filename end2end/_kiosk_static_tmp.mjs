import { chromium } from 'playwright-core';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
const dir='/tmp/kcopy/target/kiosk';
const axe=readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url),'utf8');
const b=await chromium.launch({executablePath:'/usr/bin/chromium',headless:true,args:['--no-sandbox','--disable-gpu']});
const files=readdirSync(dir).filter(f=>f.endsWith('.html')).filter(f=>!process.argv[2]||f.includes(process.argv[2]));
for (const [w,h] of [[1080,1920],[1280,800],[1920,1080]]) {
  const c=await b.newContext({viewport:{width:w,height:h},reducedMotion:'reduce'}); const p=await c.newPage();
  for (const f of files) {
    if (f.includes('dark') && w!==1280) continue;
    await p.goto('file://'+path.join(dir,f));
    const out=await p.evaluate(()=>{
      const bad=[];
      const de=document.documentElement;
      if (de.scrollHeight>innerHeight||de.scrollWidth>innerWidth) bad.push('scrolls '+de.scrollWidth+'x'+de.scrollHeight);
      const m=document.querySelector('.kiosk-main');
      if (m.scrollHeight>m.clientHeight+1||m.scrollWidth>m.clientWidth+1) bad.push(`main overflows ${m.scrollWidth-m.clientWidth}x${m.scrollHeight-m.clientHeight}`);
      for (const e of document.querySelectorAll('.way,.hero,.act-words,.closed-words,.pad-key,.kiosk-foot,.kiosk-head,.closed-nearest,.closed-call'))
        if (e.scrollHeight>e.clientHeight+2||e.scrollWidth>e.clientWidth+2) bad.push(`${e.className} overflows ${e.scrollWidth-e.clientWidth}x${e.scrollHeight-e.clientHeight}`);
      for (const e of document.querySelectorAll('button,a')) { const r=e.getBoundingClientRect(); if (r.width&&(r.width<87.5||r.height<87.5)) bad.push(`target ${e.textContent.trim()} ${r.width.toFixed()}x${r.height.toFixed()}`); if (r.bottom>innerHeight+1||r.right>innerWidth+1) bad.push('outside '+e.textContent); }
      const w=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT); const small=new Set();
      while(w.nextNode()){const t=w.currentNode; if(!t.textContent.trim())continue; const e=t.parentElement; if(e.closest('svg,.unseen,style,script'))continue; const s=parseFloat(getComputedStyle(e).fontSize); if(s<23.9) small.add(s+':'+t.textContent.trim().slice(0,20));}
      if (small.size) bad.push('small '+[...small].join('|'));
      // overlaps between direct text blocks
      const blocks=[...document.querySelectorAll('.hero-place>*,.way,.kiosk-keys .pad-display,.pad-keys,.act-words>*,.act-bank,.act-alone>*,.closed>*,.kiosk-foot>*,.kiosk-head>*')].filter(e=>!e.contains(document.querySelector('.kiosk-still')));
      for (let i=0;i<blocks.length;i++) for(let j=i+1;j<blocks.length;j++){const a=blocks[i],d=blocks[j]; if(a.contains(d)||d.contains(a))continue; const x=a.getBoundingClientRect(),y=d.getBoundingClientRect(); if(x.left<y.right-1&&y.left<x.right-1&&x.top<y.bottom-1&&y.top<x.bottom-1) bad.push(`overlap ${a.className||a.tagName} / ${d.className||d.tagName}`);}
      return bad;
    });
    let ax=[];
    if (w===1280) { await p.evaluate(axe); ax=await p.evaluate(async()=>(await axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})).violations.map(v=>v.id+': '+v.nodes.slice(0,2).map(n=>n.html.slice(0,120)+' '+(n.any[0]?.message||'').slice(0,120)).join(' ;; '))); }
    if (out.length||ax.length) console.log(w,f,out.join(' # '),ax.join('\n    '));
  }
  await c.close();
}
await b.close();
