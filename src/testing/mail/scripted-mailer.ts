import type { Delivery, Mailer, OutgoingMail } from '../../mail/mailer.js';

/** A mailer in memory: answers as told, and keeps what it took. */
export class ScriptedMailer implements Mailer {
  readonly domain = 'latchkey.example';
  /** Every mail that was offered, in order, taken or not. */
  readonly offered: OutgoingMail[] = [];
  readonly taken: OutgoingMail[] = [];
  /** What to answer; takes everything unless told. */
  answer: (mail: OutgoingMail) => Delivery | Promise<Delivery> = () => ({ outcome: 'TAKEN' });

  async send(mail: OutgoingMail): Promise<Delivery> {
    this.offered.push(mail);
    const delivery = await this.answer(mail);
    if (delivery.outcome === 'TAKEN') this.taken.push(mail);
    return delivery;
  }

  close(): void {
    this.answer = () => ({ outcome: 'LATER', everybody: true, reason: 'closed' });
  }
}
