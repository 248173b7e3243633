/** Where a domain controller listens. */
export interface ControllerAddress {
  /** The address in its normal form, port always named: `ldaps://dc1.corp.example:636`. */
  readonly url: string;
  /** DNS name in lower case, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
}

export type ControllerAddressFault = 'MALFORMED' | 'NOT_LDAPS' | 'GLOBAL_CATALOGUE';

export type ParsedControllerAddress =
  | { readonly address: ControllerAddress; readonly fault?: undefined }
  | { readonly address?: undefined; readonly fault: ControllerAddressFault; readonly message: string };

/** LDAP over TLS (RFC 4513 leaves it to the registry of ports). */
const LDAPS_PORT = 636;
/** They serve a part of the attributes, so that most of a person would look empty. */
const GLOBAL_CATALOGUE_PORTS: readonly number[] = [3268, 3269];
const LONGEST_ADDRESS = 300;

const ADDRESS =
  /^([a-z][a-z0-9+.-]*):\/\/(\[[0-9a-f:.]{2,45}\]|[^/:?#@[\]\s\\]{1,253})(?::([0-9]{1,5}))?\/?$/i;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** Reads the address of a controller: `ldaps://name` or `ldaps://name:port`, and nothing else. */
export function parseControllerAddress(text: string): ParsedControllerAddress {
  const match = text.length <= LONGEST_ADDRESS ? ADDRESS.exec(text.trim()) : null;
  const [, scheme, hostText, portText] = match ?? [];
  if (scheme === undefined || hostText === undefined) return malformed();
  if (scheme.toLowerCase() !== 'ldaps') {
    return {
      fault: 'NOT_LDAPS',
      message: `Only ldaps:// addresses are taken, not ${scheme.toLowerCase()}://: passwords never travel without TLS from the first byte. Write ldaps:// and the port for it (usually ${LDAPS_PORT}).`,
    };
  }
  const host = hostOf(hostText);
  const port = portText === undefined ? LDAPS_PORT : Number(portText);
  if (host === undefined || port < 1 || port > 65_535) return malformed();
  if (GLOBAL_CATALOGUE_PORTS.includes(port)) {
    return {
      fault: 'GLOBAL_CATALOGUE',
      message: `Port ${port} is the global catalogue, which serves only a part of each person's attributes. Use the controller's own port (usually ${LDAPS_PORT}).`,
    };
  }
  return { address: { url: `ldaps://${host.includes(':') ? `[${host}]` : host}:${port}`, host, port } };
}

function malformed(): ParsedControllerAddress {
  return {
    fault: 'MALFORMED',
    message:
      'Not the address of a controller. Write it as ldaps://dc1.corp.example or ldaps://dc1.corp.example:636.',
  };
}

function hostOf(text: string): string | undefined {
  const host = text.toLowerCase();
  if (host.startsWith('[')) return host.slice(1, -1).includes(':') ? host.slice(1, -1) : undefined;
  const bare = host.replace(/\.$/, '');
  return bare.split('.').every((label) => LABEL.test(label)) ? bare : undefined;
}
