/** An organisational unit with the work that is done in it. */
export interface Department {
  readonly unit: string;
  readonly name: string;
  readonly titles: readonly string[];
}

/** One unit has a comma and a plus in its name: every DN below it needs escaping. */
export const DEPARTMENTS: readonly Department[] = [
  {
    unit: 'Engineering',
    name: 'Engineering',
    titles: [
      'Software Engineer',
      'Senior Software Engineer',
      'Test Engineer',
      'Site Reliability Engineer',
      'Architect',
    ],
  },
  {
    unit: 'Sales, North + South',
    name: 'Sales',
    titles: ['Account Manager', 'Sales Representative', 'Head of Sales', 'Presales Consultant'],
  },
  {
    unit: 'Finance',
    name: 'Finance',
    titles: ['Accountant', 'Controller', 'Payroll Specialist', 'Treasurer'],
  },
  { unit: 'People', name: 'Human Resources', titles: ['Recruiter', 'HR Partner', 'Training Coordinator'] },
  {
    unit: 'Operations',
    name: 'Operations',
    titles: ['Operations Manager', 'Logistics Planner', 'Facility Manager', 'Buyer', 'Warehouse Clerk'],
  },
  {
    unit: 'Support',
    name: 'Customer Support',
    titles: ['Support Agent', 'Support Engineer', 'Team Lead Support'],
  },
  {
    unit: 'Forschung & Entwicklung',
    name: 'Forschung & Entwicklung',
    titles: ['Wissenschaftler', 'Laborleiterin'],
  },
];

export const COMPANIES: readonly string[] = [
  'Northwind Traders Ltd.',
  'Südkraft Energie GmbH & Co. KG',
  'Atelier Lumière S.A.',
  'Дніпро Логістика ТОВ',
];

/** Country and area prefixes; the subscriber numbers made up behind them belong to nobody we know. */
export const PHONE_PREFIXES: readonly string[] = [
  '+1 206 555 01',
  '+44 20 7946 0',
  '+33 1 99 00 ',
  '+49 30 23125 ',
  '+380 44 000 ',
];
