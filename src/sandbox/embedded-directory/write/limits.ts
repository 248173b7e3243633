/** The longest `sAMAccountName` of an account; groups may have longer ones. */
export const MOST_LOGIN_LENGTH = 20;
