import type { Sql } from '../../database.js';
import { MAY_SIGN_IN } from '../sign-in/authenticate.js';

/** Whether somebody could sign in and administer where a passkey is needed besides the password. */
export async function canAdministerWithPasskey(sql: Sql): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from app_user u
     where u.role = 'ADMINISTRATOR' and u.password_hash is not null and ${MAY_SIGN_IN}
       and exists (select 1 from authenticator t where t.user_id = u.id and t.kind = 'PASSKEY') limit 1`,
  );
  return rows.length > 0;
}
