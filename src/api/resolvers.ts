import type { NonEmptyArray } from 'type-graphql';
import { AppSignInResolver } from './authenticators/app-sign-in-resolver.js';
import {
  AuthenticatorResolver,
  AuthenticatorsOfEmployee,
  AuthenticatorsOfUser,
} from './authenticators/authenticator-resolver.js';
import { PasskeyResolver } from './authenticators/passkey-resolver.js';
import { AuditResolver } from './audit/audit-resolver.js';
import { DomainMutations } from './domains/domain-mutations.js';
import { DomainResolver } from './domains/domain-resolver.js';
import { ScheduleResolver } from './domains/schedule-resolver.js';
import { AccountFields } from './employees/account-fields.js';
import { EmployeeFields } from './employees/employee-fields.js';
import { EmployeeMutations } from './employees/employee-mutations.js';
import { EmployeeResolver } from './employees/employee-resolver.js';
import { KeyTaskResolver } from './key-tasks/key-task-resolver.js';
import { InvitationOfEmployee, InvitationResolver } from './invitations/invitation-resolver.js';
import { ActivationFields, KeyFields, KeyOfEmployee, KeyTaskFields } from './keys/key-fields.js';
import { KeyMutations } from './keys/key-mutations.js';
import { KeyResolver } from './keys/key-resolver.js';
import { MailResolver } from './mail/mail-resolver.js';
import { MyProfileResolver } from './my-profile/my-profile-resolver.js';
import { NodeResolver } from './node.js';
import { HandBackMutation } from './password-changes/hand-back.js';
import { OverviewResolver } from './overview/overview-resolver.js';
import { PasswordChangeFields } from './password-changes/change-fields.js';
import { PasswordChangeResolver } from './password-changes/change-resolver.js';
import { SessionResolver } from './sign-in/session-resolver.js';
import { SignInResolver } from './sign-in/sign-in-resolver.js';
import { SyncResolver } from './sync/sync-resolver.js';
import { HoldOfDomain, HoldOfRun, SyncHoldFields } from './sync/hold-fields.js';
import { HoldResolver } from './sync/hold-resolver.js';
import { FieldChangeFields, SyncBatchFields, SyncItemFields, SyncRunFields } from './sync/sync-run-fields.js';
import { TokenResolver } from './tokens/token-resolver.js';
import { UnlockAppResolver } from './unlock/app-resolver.js';
import {
  UnlockCredentialFields,
  UnlocksOfEmployee,
  UnlocksOfWorkstation,
} from './unlock/credential-fields.js';
import { UnlockWorkstationResolver } from './unlock/workstation-resolver.js';
import { AlarmResolver } from './workstations/alarm-resolver.js';
import { WorkstationClientResolver } from './workstations/client-resolver.js';
import { EnrolmentResolver } from './workstations/enrolment-resolver.js';
import { WorkstationMutations } from './workstations/workstation-mutations.js';
import { WorkstationResolver } from './workstations/workstation-resolver.js';

/** Every resolver class: what is not in this list is not in the schema. */
export const resolvers: NonEmptyArray<NewableFunction> = [
  AccountFields,
  AppSignInResolver,
  AuthenticatorResolver,
  AuthenticatorsOfEmployee,
  AuthenticatorsOfUser,
  PasskeyResolver,
  AuditResolver,
  DomainMutations,
  DomainResolver,
  EmployeeFields,
  EmployeeMutations,
  EmployeeResolver,
  InvitationOfEmployee,
  InvitationResolver,
  MyProfileResolver,
  ActivationFields,
  KeyFields,
  KeyMutations,
  KeyOfEmployee,
  KeyResolver,
  KeyTaskFields,
  KeyTaskResolver,
  HandBackMutation,
  MailResolver,
  NodeResolver,
  OverviewResolver,
  PasswordChangeFields,
  PasswordChangeResolver,
  ScheduleResolver,
  SessionResolver,
  SignInResolver,
  SyncBatchFields,
  SyncItemFields,
  FieldChangeFields,
  SyncHoldFields,
  HoldOfRun,
  HoldOfDomain,
  HoldResolver,
  SyncResolver,
  SyncRunFields,
  TokenResolver,
  UnlockAppResolver,
  UnlockCredentialFields,
  UnlocksOfEmployee,
  UnlocksOfWorkstation,
  UnlockWorkstationResolver,
  AlarmResolver,
  EnrolmentResolver,
  WorkstationClientResolver,
  WorkstationMutations,
  WorkstationResolver,
];
