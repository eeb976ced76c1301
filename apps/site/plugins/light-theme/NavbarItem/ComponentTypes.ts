import DefaultNavbarItem from '@theme/NavbarItem/DefaultNavbarItem';

/** What the navbar of the course holds: links. An item of another type fails the build. */
export default { default: DefaultNavbarItem };
