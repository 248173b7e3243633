import type { Method } from './api';

/** Everything the page says, in one language. */
export interface Texts {
  readonly language: string;
  readonly title: string;
  readonly loading: string;
  readonly unreachable: Sentence;
  readonly tryAgain: string;
  /** Why the link is of no use, and what to do. */
  readonly over: Readonly<Record<'EXPIRED' | 'ACCEPTED' | 'REVOKED' | 'UNKNOWN', Sentence>>;
  readonly greeting: (name: string) => string;
  readonly invited: (by: string) => string;
  readonly until: (at: Date) => string;
  readonly choose: string;
  readonly methods: Readonly<Record<Method, { readonly name: string; readonly hint: string }>>;
  readonly none: string;
  readonly back: string;
  readonly app: {
    readonly title: string;
    readonly steps: readonly string[];
    readonly alt: string;
    readonly here: string;
    readonly waiting: string;
    readonly failed: string;
  };
  readonly passkey: {
    readonly title: string;
    readonly text: string;
    readonly label: string;
    /** What it is called when nothing is typed. */
    readonly name: string;
    readonly make: string;
    readonly busy: string;
    readonly failed: string;
    readonly impossible: string;
  };
  readonly done: Readonly<Record<Method, Sentence>>;
  readonly called: (name: string) => string;
}

export interface Sentence {
  readonly title: string;
  readonly text: string;
}

const english: Texts = {
  language: 'en',
  title: 'Your invitation · Latchkey',
  loading: 'One moment …',
  unreachable: {
    title: 'The server does not answer',
    text: 'Your link is as good as before. Wait a little, and try again.',
  },
  tryAgain: 'Try again',
  over: {
    EXPIRED: {
      title: 'This invitation has expired',
      text: 'An invitation can be used for a day. Ask your administrators to send you a new one; it takes them a moment.',
    },
    ACCEPTED: {
      title: 'This invitation was used already',
      text: 'You are set up, and there is nothing left to do. If it was not you who used it, tell your administrators at once.',
    },
    REVOKED: {
      title: 'This invitation is not good any more',
      text: 'Maybe a newer one took its place: look whether you have another mail. If not, ask your administrators for a new one.',
    },
    UNKNOWN: {
      title: 'We do not know this link',
      text: 'Maybe it was not copied whole. Open the link in the mail once more. If that does not help, ask your administrators for a new one.',
    },
  },
  greeting: (name) => `Good day, ${name}`,
  invited: (by) => `${by} invites you to set up how you sign in from now on: without a password.`,
  until: (at) => `You can do this until ${format(at, 'en-GB')}.`,
  choose: 'How would you like to sign in?',
  methods: {
    APP: { name: 'Authenticator app', hint: 'The app on your telephone scans a code.' },
    PASSKEY: {
      name: 'Passkey',
      hint: 'Your fingerprint, your face or a PIN on this device, or a security key.',
    },
  },
  none: 'Nothing can be set up for you at present. Ask your administrators.',
  back: 'Choose something else',
  app: {
    title: 'Scan this code with the app',
    steps: [
      'Open the authenticator app on your telephone.',
      'Choose to add an account there, and point the camera at this code.',
    ],
    alt: 'QR code for the authenticator app',
    here: 'The app is on this device: open it here',
    waiting: 'Waiting for the app. This page goes on by itself.',
    failed: 'The code could not be shown.',
  },
  passkey: {
    title: 'Make a passkey',
    text: 'Your browser will ask for your fingerprint, your face or a PIN, or for a security key. What it asks for stays on the device.',
    label: 'What shall it be called?',
    name: 'My device',
    make: 'Make the passkey',
    busy: 'Your browser asks you …',
    failed: 'No passkey was made. Try again, or choose something else.',
    impossible:
      'This browser cannot make passkeys here. Choose something else, or open the link in another browser.',
  },
  done: {
    APP: {
      title: 'Your app is registered',
      text: 'From now on you sign in with it. You can close this page.',
    },
    PASSKEY: {
      title: 'Your passkey is registered',
      text: 'From now on you sign in with it. You can close this page.',
    },
  },
  called: (name) => `It is called “${name}”.`,
};

const german: Texts = {
  language: 'de',
  title: 'Ihre Einladung · Latchkey',
  loading: 'Einen Moment …',
  unreachable: {
    title: 'Der Server antwortet nicht',
    text: 'Ihr Link gilt weiter. Warten Sie ein wenig und versuchen Sie es noch einmal.',
  },
  tryAgain: 'Noch einmal versuchen',
  over: {
    EXPIRED: {
      title: 'Diese Einladung ist abgelaufen',
      text: 'Eine Einladung gilt einen Tag. Bitten Sie Ihre Administratoren um eine neue; das ist schnell getan.',
    },
    ACCEPTED: {
      title: 'Diese Einladung wurde schon benutzt',
      text: 'Es ist alles eingerichtet, Sie müssen nichts weiter tun. Wenn nicht Sie es waren, sagen Sie es sofort Ihren Administratoren.',
    },
    REVOKED: {
      title: 'Diese Einladung gilt nicht mehr',
      text: 'Vielleicht gibt es eine neuere: Sehen Sie nach, ob Sie noch eine Mail haben. Wenn nicht, bitten Sie Ihre Administratoren um eine neue.',
    },
    UNKNOWN: {
      title: 'Diesen Link kennen wir nicht',
      text: 'Vielleicht wurde er nicht vollständig kopiert. Öffnen Sie den Link in der Mail noch einmal. Wenn das nicht hilft, bitten Sie Ihre Administratoren um einen neuen.',
    },
  },
  greeting: (name) => `Guten Tag, ${name}`,
  invited: (by) => `${by} lädt Sie ein, einzurichten, wie Sie sich künftig anmelden: ohne Passwort.`,
  until: (at) => `Das geht bis ${format(at, 'de-DE')}.`,
  choose: 'Wie möchten Sie sich anmelden?',
  methods: {
    APP: { name: 'Authenticator-App', hint: 'Die App auf Ihrem Telefon liest einen Code.' },
    PASSKEY: {
      name: 'Passkey',
      hint: 'Ihr Fingerabdruck, Ihr Gesicht oder eine PIN an diesem Gerät, oder ein Sicherheitsschlüssel.',
    },
  },
  none: 'Zurzeit lässt sich für Sie nichts einrichten. Fragen Sie Ihre Administratoren.',
  back: 'Etwas anderes wählen',
  app: {
    title: 'Lesen Sie diesen Code mit der App',
    steps: [
      'Öffnen Sie die Authenticator-App auf Ihrem Telefon.',
      'Fügen Sie dort ein Konto hinzu und richten Sie die Kamera auf diesen Code.',
    ],
    alt: 'QR-Code für die Authenticator-App',
    here: 'Die App ist auf diesem Gerät: hier öffnen',
    waiting: 'Wir warten auf die App. Diese Seite geht von selbst weiter.',
    failed: 'Der Code konnte nicht angezeigt werden.',
  },
  passkey: {
    title: 'Einen Passkey anlegen',
    text: 'Ihr Browser fragt nach Ihrem Fingerabdruck, Ihrem Gesicht oder einer PIN, oder nach einem Sicherheitsschlüssel. Was er fragt, bleibt auf dem Gerät.',
    label: 'Wie soll er heißen?',
    name: 'Mein Gerät',
    make: 'Passkey anlegen',
    busy: 'Ihr Browser fragt Sie …',
    failed: 'Es wurde kein Passkey angelegt. Versuchen Sie es noch einmal oder wählen Sie etwas anderes.',
    impossible:
      'Dieser Browser kann hier keine Passkeys anlegen. Wählen Sie etwas anderes oder öffnen Sie den Link in einem anderen Browser.',
  },
  done: {
    APP: {
      title: 'Ihre App ist registriert',
      text: 'Von nun an melden Sie sich mit ihr an. Sie können diese Seite schließen.',
    },
    PASSKEY: {
      title: 'Ihr Passkey ist registriert',
      text: 'Von nun an melden Sie sich mit ihm an. Sie können diese Seite schließen.',
    },
  },
  called: (name) => `Der Name dafür: „${name}“.`,
};

/** The first language of the browser's list that we have; English without any. */
export function textsFor(languages: readonly string[]): Texts {
  const known = languages.find((language) => /^(en|de)\b/i.test(language));
  return known?.toLowerCase().startsWith('de') ? german : english;
}

function format(at: Date, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}
