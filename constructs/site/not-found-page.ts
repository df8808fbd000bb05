/** What a visitor sees where a site has no such page: the same for every site, so it names none. */
export const NOT_FOUND_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Page not found</title>
<h1>Page not found</h1>
<p>This address leads to no page. <a href="/">Go to the start page</a></p>
</html>
`;
