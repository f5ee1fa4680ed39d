%PDF-1.7
%ту╧╙
1 0 obj
