import { secretlessStorage, type TextStorage } from './secretless-storage';

/** Where GraphiQL keeps what was typed, for as long as the session of this page lasts. */
export interface TabStorage {
  readonly storage: TextStorage;
  /** Forgets everything, and from then on keeps nothing. */
  close(): void;
}

/**
 * The browser tab's own storage, which can be closed: GraphiQL writes half a second after the last keystroke, also when
 * somebody has signed out meanwhile, and the next person at this screen is another one.
 */
export function openTabStorage(): TabStorage {
  let isOpen = true;
  return {
    storage: secretlessStorage({
      getItem: (name) => sessionStorage.getItem(name),
      setItem: (name, value) => {
        if (isOpen) sessionStorage.setItem(name, value);
      },
      removeItem: (name) => sessionStorage.removeItem(name),
      clear: () => sessionStorage.clear(),
      get length() {
        return sessionStorage.length;
      },
    }),
    close: () => {
      isOpen = false;
      sessionStorage.clear();
    },
  };
}
