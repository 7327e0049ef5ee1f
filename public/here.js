// Shows times that belong to no place (messages, sessions) at this browser's own clock, in the page's language.
// The page works without: then they are in UTC, and say so.
'use strict';

const words = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' });

for (const time of document.querySelectorAll('time[data-here]')) {
  const text = words.format(new Date(time.dateTime));
  if (time.title) time.title = text;
  else time.textContent = text;
}
