/** Deliveries of a project by their time; those that have not arrived are few among many. */
export const deliveryLists = `
create index deliveries_of_project on deliveries (project, at desc, id desc);
create index deliveries_not_arrived on deliveries (project, at desc, id desc) where state <> 'delivered';
`
