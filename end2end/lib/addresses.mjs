// Which pages there are, by whose they are: the lists that several walks share. Without the language, which each walk chooses.
// What stands at the address of one thing (a bank, a case) is found from these by `shape`.

/** Public pages of every house. */
export const PUBLIC = [['home', '/'], ['sign-in', '/sign-in'], ['pairing', '/pair'], ['demo', '/demo'], ['inbox', '/demo/inbox']];

/** Public pages of the bureau. */
export const BUREAU = ['/', '/catalogue', '/catalogue/brass-keyring', '/partners', '/questions'];

/** Pages of the portals for documents: role, name, address. */
export const PORTAL = [
  ['employee', 'deliveries', '/employee/deliveries'],
  ['employee', 'a new delivery', '/employee/deliveries/new'],
  ['manager', 'banks', '/manager/banks'],
  ['manager', 'a new bank', '/manager/banks/new'],
  ['manager', 'people', '/manager/people'],
  ['manager', 'an invitation', '/manager/people/new'],
  ['employee', 'my account', '/account'],
];

/** Pages of the trade in tags, as many together as one journey visits. */
export const TRADE = [
  ['dealer', ['/dealer', '/dealer/pools', '/dealer/pools/new']],
  ['dealer', ['/dealer/keys', '/dealer/payments', '/dealer/label']],
  ['manager', ['/manager/pools', '/manager/pools/new', '/manager/products', '/manager/products/new']],
  ['manager', ['/manager/offers/new', '/manager/dealers', '/manager/dealers/new']],
  ['manager', ['/manager/sales', '/manager/sales?by=product']],
];

/** What the specs of single slices visit besides. */
const MORE = {
  visitor: ['/sign-up', '/forgotten', '/found', '/lost', '/lost?category=bag', '/lost?q=zzzzzz', '/sign-in/passkey'],
  employee: ['/employee/take-back', '/employee/bulk', '/employee/bulk/new', '/account/second-step', '/account/passkeys'],
  manager: [
    '/manager/offices', '/manager/keeping', '/manager/texts', '/manager/texts/ready', '/manager/texts/signature',
    '/manager/payments', '/manager/payments/day', '/manager/work', '/manager/work?by=office', '/manager/questions',
    '/manager/questions/new', '/manager/overview', '/manager/usage', '/manager/ratings', '/manager/second-step',
  ],
  administrator: ['/manager/audit', '/manager/keys', '/manager/sessions', '/manager/notices', '/manager/second-step'],
  dispatcher: ['/desk', '/desk?q=zzzz', '/desk/activate', '/desk/report', '/desk/tickets', '/register', '/register/new'],
  courier: ['/courier'],
  owner: ['/owner', '/owner/activate', '/owner/purchases', '/owner/buy/brass-keyring', '/owner/settings'],
  support: ['/support'],
};

/** All addresses of the lists above by role; `visitor` has nobody's. */
export function byRole() {
  const all = new Map();
  const add = (role, addresses) => all.set(role, [...new Set([...(all.get(role) ?? []), ...addresses])]);
  add('visitor', [...PUBLIC.map(([, address]) => address), ...BUREAU]);
  for (const [role, , address] of PORTAL) add(role, [address]);
  for (const [role, addresses] of TRADE) add(role, addresses);
  for (const [role, addresses] of Object.entries(MORE)) add(role, addresses);
  return all;
}

/**
 * What all addresses of one kind of page have in common: `/manager/banks/:id/way`. What is asked after the question mark is left out.
 * @param {string} path
 */
export function shape(path) {
  return path.split(/[?#]/)[0].replace(/^\/[a-z]{2}(?=\/)/, '').split('/')
    .map((part) => (/\d/.test(part) ? ':id' : part)).join('/');
}
