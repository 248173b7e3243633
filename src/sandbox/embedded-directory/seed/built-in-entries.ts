import { accountControl, groupKind } from '../schema/account-control.js';

/** A group every domain has. */
export interface BuiltInGroup {
  readonly name: string;
  readonly rid: number;
  readonly description: string;
  readonly protected: boolean;
  readonly kind: number;
}

/** An account every domain has. */
export interface BuiltInAccount {
  readonly login: string;
  readonly rid: number;
  readonly description: string;
  readonly control: number;
}

const globalGroup = groupKind.security | groupKind.global;

/** Groups below `CN=Users`. */
export const builtInGroups: readonly BuiltInGroup[] = [
  {
    name: 'Domain Admins',
    rid: 512,
    description: 'Designated administrators of the domain',
    protected: true,
  },
  { name: 'Domain Users', rid: 513, description: 'All domain users', protected: false },
  { name: 'Domain Guests', rid: 514, description: 'All domain guests', protected: false },
  {
    name: 'Domain Computers',
    rid: 515,
    description: 'All workstations and servers joined to the domain',
    protected: false,
  },
  {
    name: 'Domain Controllers',
    rid: 516,
    description: 'All domain controllers in the domain',
    protected: true,
  },
].map((group) => ({ ...group, kind: globalGroup }));

/** Groups of the controller itself below `CN=Builtin`, with the domain group each holds. */
export const controllerGroups = [
  { name: 'Administrators', rid: 544, holds: 'Domain Admins' },
  { name: 'Users', rid: 545, holds: 'Domain Users' },
  { name: 'Guests', rid: 546, holds: 'Domain Guests' },
] as const;

/** `groupType` of the groups below `CN=Builtin`. */
export const CONTROLLER_GROUP = groupKind.security | groupKind.domainLocal | groupKind.builtin;

const everlasting = accountControl.normal | accountControl.passwordNeverExpires;

/** Accounts below `CN=Users`. */
export const builtInAccounts: readonly BuiltInAccount[] = [
  {
    login: 'Administrator',
    rid: 500,
    description: 'Built-in account for administering the computer/domain',
    control: everlasting,
  },
  {
    login: 'Guest',
    rid: 501,
    description: 'Built-in account for guest access to the computer/domain',
    control: everlasting | accountControl.disabled | accountControl.passwordNotRequired,
  },
  {
    login: 'krbtgt',
    rid: 502,
    description: 'Key Distribution Center Service Account',
    control: accountControl.normal | accountControl.disabled,
  },
];

/** `userAccountControl` of the controller's own machine account. */
export const CONTROLLER_ACCOUNT = accountControl.serverTrust | accountControl.trustedForDelegation;

/** `userAccountControl` of the sandbox's reader and administrator: their passwords do not expire. */
export const SANDBOX_ACCOUNT = everlasting;

/** The first number for objects that are not built in. */
export const FIRST_FREE_RID = 1000;
