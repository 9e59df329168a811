# perl spamassassin.pl FILE...: scores messages as `spamassassin -L` does, all in one process.
# One line for each: its file, its score, and every rule that hit as RULE=score, with tabs between them.
use strict;
use warnings;
use Mail::SpamAssassin;

my $judge = Mail::SpamAssassin->new({
    local_tests_only     => 1,
    dont_copy_prefs      => 1,
    userprefs_filename   => '/dev/null',
    post_config_text     => "use_bayes 0\n",
});
for my $file (@ARGV) {
    open my $in, '<:raw', $file or die "$file: $!\n";
    my $bytes = do { local $/; <$in> };
    close $in;
    my $mail = $judge->parse($bytes);
    my $status = $judge->check($mail);
    print join("\t", $file, $status->get_score(), $status->get_names_of_tests_hit_with_scores()), "\n";
    $status->finish();
    $mail->finish();
}
