export const en = { title: 'Notices', note: 'What the procedures tell you.', none: 'No notices', fresh: 'new' }
