import './page.css';
import { createRoot } from 'react-dom/client';
import { createInvitationApi } from './api';
import { Page } from './page';
import { textsFor } from './texts';

const place = document.getElementById('page');
if (place === null) throw new Error('index.html has no #page');
const texts = textsFor(navigator.languages);
document.documentElement.lang = texts.language;
document.title = texts.title;
createRoot(place).render(<Page api={createInvitationApi(location.hash.slice(1))} texts={texts} />);
// Another link pasted into the same tab is another invitation.
window.addEventListener('hashchange', () => location.reload());
