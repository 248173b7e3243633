import './page.css';
import { createRoot } from 'react-dom/client';
import { createInvitationApi } from './api';
import { Page, type Ended } from './page';
import { textsFor } from './texts';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no #page');
const texts = textsFor(navigator.languages);
document.documentElement.lang = texts.language;
document.title = texts.title;
// A link that was used up here has left the address; how it ended stands in its place.
const left = (history.state as { readonly ended?: Ended } | null)?.ended;
const before = location.hash === '' ? left : undefined;
createRoot(place).render(
  <Page api={createInvitationApi(location.hash.slice(1))} texts={texts} before={before} />,
);
// Another link pasted into the same tab is another invitation.
window.addEventListener('hashchange', () => location.reload());
