//! Lists of other programs, as the Markdown of their blocks.

use super::check;

#[test]
fn lists_keep_their_order_however_they_count() {
    check("<ol type=a><li>x<li>y</ol>", "1. x\n2. y");
    check("<ul style='list-style-type:lower-alpha'><li>x</ul>", "1. x");
    check("<ol style='list-style-type:disc'><li>x</ol>", "- x");
    check("<ul><li style='list-style-type:upper-roman'>x<li>y</ul>", "1. x\n2. y");
    check("<ol start=0><li>x<li>y</ol>", "0. x\n1. y");
    check("<ol start=3><li>x</ol><p>p</p><ol start=4><li>y</ol>", "3. x\n\np\n\n4. y");
    check("<ol><li>x<li value=7>y<li>z</ol>", "1. x\n\n7) y\n8) z");
    check("<ol reversed><li>x<li>y</ol>", "2. x\n\n1) y");
    check("<ul><li>a<ol type=i start=2><li>x<li value=5>y</ol></ul>", "- a\n\n  2. x\n\n  5) y");
}

#[test]
fn lists_whose_items_say_how_deep_they_stand_are_nested() {
    for html in [
        "<ul class='lst-kix_a-0 start'><li>A</ul><ul class='lst-kix_a-1 start'><li>B</ul><ul class='lst-kix_a-0'><li>C</ul>",
        "<ul><li aria-level=1>A<li aria-level=2>B<li aria-level=1>C</ul>",
        "<ul><li data-aria-level=1>A</ul><div><ul><li data-aria-level=2>B</ul></div><ul><li data-aria-level=1>C</ul>",
        "<ul><li aria-level=1>A</li><ul><li aria-level=2>B</ul><li aria-level=1>C</ul>",
    ] {
        check(html, "- A\n  - B\n- C");
    }
    check(
        "<ol class=lst-x-0><li>A</ol><ol class=lst-x-1><li>B<li>B2</ol><ol class=lst-x-0 start=2><li>C</ol>",
        "1. A\n   1. B\n   2. B2\n2. C",
    );
    check("<ul><li aria-level=1>A</ul><p>Between</p><ul><li aria-level=2>B</ul>", "- A\n\nBetween\n\n- - B");
    check("<ul><li aria-level=1><input type=checkbox checked>A</ul>", "- [x] A");
}

#[test]
fn lists_of_a_word_processor_keep_their_letters_as_numbers() {
    let item = |level: u8, marker: &str, words: &str| {
        format!(
            "<p style='mso-list:l0 level{level} lfo1'><span style='mso-list:Ignore'>{marker}&nbsp; </span>{words}</p>"
        )
    };
    let list = |items: &[(u8, &str, &str)]| -> String {
        items.iter().map(|(level, marker, words)| item(*level, marker, words)).collect()
    };
    check(&list(&[(1, "a.", "x"), (1, "b.", "y")]), "1. x\n2. y");
    check(&list(&[(1, "(i)", "x"), (1, "(ii)", "y")]), "1. x\n2. y");
    check(
        &list(&[(1, "1.", "x"), (2, "a)", "y"), (2, "b)", "z"), (1, "2.", "w")]),
        "1. x\n   1. y\n   2. z\n2. w",
    );
    check(&list(&[(1, "·", "x"), (2, "o", "y")]), "- x\n  - y");
    check(&list(&[(0, "·", "x")]), "- x");
    check(&[list(&[(1, "h.", "x")]), list(&[(1, "i.", "y")])].concat(), "8. x\n9. y");
    check(&[list(&[(1, "a.", "x")]), "<p>p</p>".into(), list(&[(1, "b.", "y")])].concat(), "1. x\n\np\n\n2. y");
}

/// How each program writes that C follows A, and B is nested below A.
#[test]
fn lists_are_nested_however_a_program_says_so() {
    for html in [
        // LibreOffice, OneNote, Apple Notes, Evernote, Quip: lists directly in lists.
        "<ul><li>A</li><ul><li>B</li></ul><li>C</li></ul>",
        "<ul type=disc><li><span>A</span></li><ul type=circle><li><span>B</span></li></ul><li>C</li></ul>",
        "<ul data-en-clipboard=true><li><div>A</div></li><ul><li><div>B</div></li></ul><li><div>C</div></li></ul>",
        "<MENU><LI>A</LI><MENU><LI>B</LI></MENU><LI>C</LI></MENU>",
        "<ul><div><li>A<ul><li>B</ul></li></div><div><li>C</li></div></ul>",
        // An item that only contains the nested list.
        "<ul><li>A</li><li style='list-style-type:none'><ul><li>B</li></ul></li><li>C</li></ul>",
        // Only by indentation.
        "<ul><li style='margin-left:36pt'>A</li><li style='margin-left:72pt'>B</li><li style='margin-left:36pt'>C</li></ul>",
        "<ul><li>A</li><li style='MARGIN-LEFT:.5in'>B</li><li>C</li></ul>",
        "<ul style='padding-left:1em'><li>A</ul><ul style='padding-left:3em'><li>B</ul><ul style='padding-left:1em'><li>C</ul>",
        "<ul class=listindent1><li>A</ul>\n<ul class=listindent2><li>B</ul>\n<ul class=listindent1><li>C</ul>",
        "<ul><li>A</li><li class=ql-indent-1>B</li><li class=ql-indent-0>C</li></ul>",
        "<ol><li data-list=bullet>A</li><li data-list=bullet class=ql-indent-1>B</li><li data-list=bullet>C</li></ol>",
        // By role.
        "<div role=list><div role=listitem>A<div role=list><div role=listitem>B</div></div></div><div role=listitem>C</div></div>",
        // Typed bullets.
        "<p style='margin-left:36pt'>• A</p><p style='margin-left:72pt'>◦ B</p><p style='margin-left:36pt'>• C</p>",
        "<p>•<span>\t</span>A</p><p style='margin-left:2cm'>•<span>\t</span>B</p><p>•<span>\t</span>C</p>",
        "<p style='margin-left:36pt;text-indent:-18pt'>-&nbsp; A</p><p style='margin-left:72pt;text-indent:-18pt'>–&nbsp; B</p>\
         <p style='margin-left:36pt;text-indent:-18pt'>-&nbsp; C</p>",
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]-->·&nbsp; <!--[endif]-->A</p>\
         <p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><!--[if !supportLists]-->o&nbsp; <!--[endif]-->B</p>\
         <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>·&nbsp; <![endif]>C</p>",
        "<p class=MsoListParagraphCxSpFirst style='margin-left:36pt'><span>·<span>&nbsp; </span></span>A</p>\
         <p class=MsoListParagraphCxSpMiddle style='margin-left:72pt'><span>o<span>&nbsp; </span></span>B</p>\
         <p class=MsoListParagraphCxSpLast style='margin-left:36pt'><span>§<span>&nbsp; </span></span>C</p>",
    ] {
        check(html, "- A\n  - B\n- C");
    }
    check("<ul style='margin-left:9px'><li>A<li>B</ul>", "- A\n- B");
    check("<p>• A</p><p>B</p>", "• A\n\nB");
    check("<p class=MsoListParagraph style='margin-left:36pt'>o homem</p>", "o homem");
    check("<p style='text-indent:-9pt'>1. First</p>", "1\\. First");
}

#[test]
fn numbered_items_are_nested_and_go_on_counting() {
    for html in [
        "<ol start=3><li>A</li><ol type=a><li>B</li></ol><li>C</li></ol>",
        "<ol><li value=3>A</li><ol><li value=1>B</li></ol><li value=4>C</li></ol>",
        "<ol start=3><li>A</li><li style='list-style:none'><ol><li>B</li></ol></li><li>C</li></ol>",
        "<ol start=3><li data-list=ordered>A</li><li data-list=ordered class=ql-indent-1 value=1>B</li><li>C</li></ol>",
        "<p class=MsoListParagraph style='margin-left:36pt'><span>3.<span>&nbsp; </span></span>A</p>\
         <p class=MsoListParagraph style='margin-left:72pt'><span>a)<span>&nbsp; </span></span>B</p>\
         <p class=MsoListParagraph style='margin-left:36pt'><span>4.<span>&nbsp; </span></span>C</p>",
    ] {
        check(html, "3. A\n   1. B\n4. C");
    }
    check(
        "<ol start=3><li><p>A</p></li><ol><li><p>B</p></li></ol><li><p>C</p></li></ol>",
        "3. A\n\n   1. B\n\n4. C",
    );
    check("<ol>Words<li>A<li>B</ol>", "Words\n\n1. A\n2. B");
    check("<ul>Words<li>A</ul>", "Words\n\n- A");
    check("<ul><li>• A<li>▪&nbsp;B</ul>", "- A\n- B");
}

#[test]
fn ticks_stay_whatever_program_set_them() {
    for html in [
        "<ul><li><input type=checkbox checked>A<li><input type=checkbox>B</ul>",
        "<ul><li role=checkbox aria-checked=true>A<li role=checkbox aria-checked=false>B</ul>",
        "<ul data-type=taskList><li data-checked=true>A<li data-checked=false>B</ul>",
        "<ul style='--en-todo:true'><li style='--en-checked:true'><div>A</div><li style='--en-checked:false'><div>B</div></ul>",
        "<ol><li data-list=checked>A<li data-list=unchecked>B</ol>",
        "<ul class=inline-task-list><li class=checked>A<li class=unchecked>B</ul>",
        "<ul class=to-do-list><li><div class='checkbox checkbox-on'></div>A<li><div class='checkbox checkbox-off'></div>B</ul>",
    ] {
        check(html, "- [x] A\n- [ ] B");
    }
    check("<ul><li class=checked>A</ul>", "- A");
}
